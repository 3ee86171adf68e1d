SELECT dashboard.write_note(@action, @subject, @step, @kind, @actor, @comment);
