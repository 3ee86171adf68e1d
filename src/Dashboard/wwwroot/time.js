// Shows every <time> in the viewer's zone, in UTC, or as an age, as somebody chose in this browser; UTC stays in its title. An observer runs before the browser paints, so that a live
// update never shows UTC for a moment.
(() => {
  const today = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const other = new Intl.DateTimeFormat(undefined, {
    day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit',
  });

  // A last day is the day that is over then: midnight belongs to the day before.
  const day = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const minutes = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'your time';

  const kept = 'offboarding-times';
  const choice = document.getElementById('times');
  let mode = 'local';
  try {
    mode = localStorage.getItem(kept) ?? mode;
  } catch {
    // A browser that keeps nothing for us.
  }

  const ago = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
  const units = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];
  const age = at => {
    const seconds = (at.getTime() - Date.now()) / 1000;
    const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units.at(-1);
    return ago.format(Math.trunc(seconds / length), unit);
  };

  function show(time) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime())) {
      return;
    }
    const isDay = time.hasAttribute('data-ends') || time.hasAttribute('data-begins');
    if (mode !== 'local' && !isDay) {
      const other = mode === 'utc' ? `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC` : age(at);
      if (time.textContent !== other) {
        time.textContent = other;
      }
      return;
    }
    if (isDay) {
      const ends = time.hasAttribute('data-ends');
      const hour = at.getHours() + at.getMinutes() > 0 ? minutes.format(at) : ends ? 'end of day' : 'start of day';
      const said = `${day.format(new Date(at.getTime() - (ends ? 1000 : 0)))}, ${hour} (${zone})`;
      if (time.textContent !== said) {
        time.textContent = said;
      }
      return;
    }
    const text = (at.toDateString() === new Date().toDateString() ? today : other).format(at);
    if (time.textContent !== text) {
      time.textContent = text;
    }
  }

  function showAll(node) {
    if (node.nodeType === Node.ELEMENT_NODE) {
      node.querySelectorAll('time[datetime]').forEach(show);
    }
    const own = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest('time[datetime]');
    if (own) {
      show(own);
    }
  }

  if (choice) {
    choice.value = mode;
    choice.addEventListener('change', () => {
      mode = choice.value;
      try {
        localStorage.setItem(kept, mode);
      } catch {
        // Chosen for this page only.
      }
      showAll(document.body);
    });
  }
  // A row is a link to its page, and a time in it is no hole in that link.
  document.addEventListener('click', event => {
    const time = event.target.closest?.('time');
    if (time && !time.closest('a, button, summary')) {
      time.closest('tr, li')?.querySelector('a.row')?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey, shiftKey: event.shiftKey }));
    }
  });

  setInterval(() => mode === 'age' && showAll(document.body), 5000);

  showAll(document.body);
  new MutationObserver(changes => changes.forEach(change => {
    showAll(change.target);
    change.addedNodes.forEach(showAll);
  })).observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: ['datetime'] });
})();
