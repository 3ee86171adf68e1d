SELECT rows FROM dashboard.outbox;
