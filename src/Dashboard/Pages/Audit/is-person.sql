-- In each workspace by itself: the key begins with it.
SELECT EXISTS (SELECT FROM dashboard.workspace_names w
               CROSS JOIN LATERAL (SELECT p.user_id FROM dashboard.words_of_people p WHERE p.workspace_id = w.id AND p.user_id = @id OFFSET 0) found);
