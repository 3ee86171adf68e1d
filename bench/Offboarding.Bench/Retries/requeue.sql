SELECT dashboard.send_command('offboarding.job-action', jsonb_build_object('action', 'requeue', 'jobIds', to_jsonb(@jobs::text[])), 'bench')
