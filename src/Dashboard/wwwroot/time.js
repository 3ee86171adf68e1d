// Shows every <time> in the viewer's zone; UTC stays in its title. An observer runs before the browser paints, so that a live
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

  function show(time) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime())) {
      return;
    }
    if (time.hasAttribute('data-ends')) {
      const ends = at.getHours() + at.getMinutes() === 0 ? 'end of day' : minutes.format(at);
      const said = `${day.format(new Date(at.getTime() - 1000))}, ${ends} (${zone})`;
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

  showAll(document.body);
  new MutationObserver(changes => changes.forEach(change => {
    showAll(change.target);
    change.addedNodes.forEach(showAll);
  })).observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: ['datetime'] });
})();
