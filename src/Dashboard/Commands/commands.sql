-- name: send-command(name, payload, actor, why, traceparent)
SELECT dashboard.send_command(@name, @payload::jsonb, @actor, @why, @traceparent);

-- name: freeze-operation(kind, scope, actor, cases)
SELECT dashboard.freeze_operation(@kind, @scope::jsonb, @actor, @cases);

-- name: freeze-matching(kind, scope, actor, most)
-- All that the list shows, by its filter and by what it is sorted by (CaseOrder: sorted by failed attempts it lists those that have one), and that the act is possible
-- for now, those that were asked for first at the front. One statement: what is counted is what is frozen.
SELECT dashboard.freeze_operation(@kind, @scope::jsonb, @actor, ARRAY(
    SELECT k.id
    FROM dashboard.case_keys k
    WHERE /*only*/true
      AND k.id IN (SELECT p.case_id FROM dashboard.possible_acts p WHERE p.kind = @kind)
/*case-filter*/
    ORDER BY k.requested_at, k.id
    LIMIT @most));

-- name: start-operation(id, actor, why, inTheNameOf)
SELECT dashboard.start_operation(@id, @actor, @why, @inTheNameOf);

-- name: stop-operation(id, actor, why)
SELECT dashboard.stop_operation(@id, @actor, @why);

-- name: read-saved-plan(workspace, id)
SELECT p.name, p.plan FROM dashboard.saved_plans p WHERE p.workspace_id = @workspace AND p.id = @id;

-- name: save-plan(workspace, name, plan, actor)
SELECT dashboard.save_plan(@workspace, @name, @plan::jsonb, @actor);

-- name: remove-plan(workspace, id, actor)
SELECT dashboard.remove_plan(@workspace, @id, @actor);

-- name: write-note(action, subject, step, kind, actor, comment)
SELECT dashboard.write_note(@action, @subject, @step, @kind, @actor, @comment);
