SELECT dashboard.save_view(@page, @name, @query, @shared, @actor);
