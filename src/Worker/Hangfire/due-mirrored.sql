MERGE INTO offboarding.due_jobs j
USING (SELECT @what::text AS what, @subject::uuid AS subject, @dueAt::timestamptz AS due_at, @jobId::text AS job_id) d
ON j.what = d.what AND j.subject = d.subject
WHEN MATCHED AND d.job_id IS NULL THEN DELETE
WHEN MATCHED THEN UPDATE SET due_at = d.due_at, job_id = d.job_id
WHEN NOT MATCHED AND d.job_id IS NOT NULL THEN INSERT (what, subject, due_at, job_id) VALUES (d.what, d.subject, d.due_at, d.job_id)
