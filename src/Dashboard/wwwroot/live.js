// Keeps a page live and says how old it is. htmx's SSE extension connects and swaps; this file watches over it:
// a tick each time the database was read, a banner when none comes, polling while the stream is broken, silence in hidden tabs.
(() => {
  const patience = 4000;
  const pollEvery = 5000;
  const streams = new Set();
  let heardAt = performance.now();
  let heardWall = new Date();
  let polledAt = performance.now();
  let polling = false;
  let dueIn = 0;

  function heard(event) {
    dueIn = Number(event?.data) || 0;
    heardAt = performance.now();
    heardWall = new Date();
  }

  htmx.createEventSource = url => {
    streams.forEach(old => old.readyState === EventSource.CLOSED && streams.delete(old));
    const stream = new EventSource(url, { withCredentials: true });
    stream.addEventListener('tick', heard);
    streams.add(stream);
    return stream;
  };

  // What a viewer has opened or was just told stays as it is while the page around it changes.
  Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, element) => !(name === 'open' && element.tagName === 'DETAILS');
  Idiomorph.defaults.callbacks.beforeNodeMorphed = (old, fresh) => {
    const told = old.nodeType === Node.ELEMENT_NODE && old.hasAttribute('data-keep') && fresh.id === old.id;
    const field = ['INPUT', 'TEXTAREA', 'SELECT'].includes(old.nodeName) && fresh.nodeName === old.nodeName;
    const ticked = ['checkbox', 'radio'].includes(old.type) && old.checked !== old.defaultChecked;
    const written = field && (ticked || old === document.activeElement || (old.nodeName === 'SELECT' ? !old.selectedOptions[0]?.defaultSelected : old.value !== old.defaultValue));
    return !told && !written;
  };

  // A yes has been read by the time the page has gone on for a while: what the page says then is newer.
  const readFor = 5000;
  document.addEventListener('htmx:oobAfterSwap', event => {
    if (event.detail.target?.id === 'strip') {
      return;
    }
    document.querySelectorAll('.notices > .notice.good').forEach(notice => {
      notice.dataset.since ??= performance.now();
      if (performance.now() - notice.dataset.since > readFor) {
        notice.parentElement.replaceChildren();
      }
    });
  });

  async function poll(url) {
    polling = true;
    polledAt = performance.now();
    try {
      await htmx.ajax('GET', url, { source: '#live', swap: 'none' });
    } catch {
      // The banner says it already.
    } finally {
      polling = false;
    }
  }

  function look() {
    const live = document.getElementById('live');
    const age = document.getElementById('age');
    const banner = document.getElementById('not-live');
    if (!live || document.hidden) {
      return;
    }
    const silent = performance.now() - heardAt;
    const isLate = silent > patience + 2 * dueIn;
    if (age) {
      age.textContent = isLate ? 'not live' : `live · ${(silent / 1000).toFixed(1)} s ago`;
      age.classList.toggle('late', isLate);
      age.classList.toggle('on', !isLate);
    }
    const text = `Not live since ${heardWall.toLocaleTimeString()}, retrying.`;
    if (isLate && banner.textContent !== text) {
      banner.textContent = text;
    }
    banner.hidden = !isLate;
    if (isLate && !polling && performance.now() - polledAt > pollEvery) {
      poll(live.dataset.url);
    }
  }

  // A browser opens few connections to one host: a tab nobody looks at gives its own back.
  document.addEventListener('visibilitychange', () => {
    for (const stream of streams) {
      if (document.hidden) {
        stream.close();
      } else if (stream.readyState === EventSource.CLOSED) {
        streams.delete(stream);
        heard();
        stream.onerror?.(new Event('error'));
      }
    }
  });

  document.addEventListener('htmx:responseError', event => {
    const { xhr, elt } = event.detail;
    if (elt.id === 'live') {
      return;
    }
    tell(elt, xhr.status === 503
      ? 'The database cannot be reached. Look at the page again before you repeat this.'
      : 'This did not work: the page is out of date. Load it again.');
  });
  document.addEventListener('htmx:sendError', event => {
    if (event.detail.elt.id !== 'live') {
      tell(event.detail.elt, 'The dashboard cannot be reached. Nothing is known to have been sent.');
    }
  });

  function tell(element, text) {
    const place = document.querySelector(element.getAttribute('hx-target') ?? '#not-live');
    const notice = document.createElement('p');
    notice.className = 'notice warn';
    notice.textContent = text;
    place?.replaceChildren(notice);
  }

  setInterval(look, 500);
})();
