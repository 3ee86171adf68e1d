// On a page that says what is away: looks every five seconds whether it is back, and only then loads the page again.
(() => {
  if (!document.querySelector('[data-retry]')) {
    return;
  }
  setInterval(async () => {
    try {
      const answer = await fetch(location.href, { cache: 'no-store', headers: { Accept: 'text/html' } });
      if (answer.ok) {
        location.reload();
      }
    } catch {
      // Still away.
    }
  }, 5000);
})();
