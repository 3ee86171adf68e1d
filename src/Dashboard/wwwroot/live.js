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
  // Why the last poll did not work, for the banner.
  const silence = 'The dashboard does not answer.';
  let away = '';

  // A browser opens six connections to one host over HTTP/1.1, for all of its tabs together: more streams than that, and the next page would
  // not load. So at most four tabs have one, and the others poll.
  const mostStreams = 4;
  const place = 'offboarding-streams';
  const own = `${Date.now()}-${Math.random()}`;
  const pollInstead = 2000;
  function hasPlace() {
    try {
      const now = Date.now();
      const held = JSON.parse(localStorage.getItem(place) ?? '{}');
      const others = Object.keys(held).filter(tab => tab !== own && now - held[tab] < 3000).sort();
      const kept = Object.fromEntries(others.map(tab => [tab, held[tab]]));
      const mine = held[own] ? Object.keys({ ...kept, [own]: 0 }).sort().indexOf(own) < mostStreams : others.length < mostStreams;
      if (mine && !document.hidden) {
        kept[own] = now;
      }
      localStorage.setItem(place, JSON.stringify(kept));
      return mine;
    } catch {
      return true;
    }
  }

  function heard(event) {
    dueIn = Number(event?.data) || 0;
    heardAt = performance.now();
    heardWall = new Date();
  }

  // In the place of a stream, for htmx: it hears nothing, and look() polls.
  class Polled extends EventTarget {
    readyState = EventSource.OPEN;
    close() {
      this.readyState = EventSource.CLOSED;
    }
  }
  const isOpen = kind => [...streams].some(stream => stream instanceof kind && stream.readyState !== EventSource.CLOSED);

  htmx.createEventSource = url => {
    streams.forEach(old => old.readyState === EventSource.CLOSED && streams.delete(old));
    if (!hasPlace()) {
      const instead = new Polled();
      streams.add(instead);
      return instead;
    }
    const stream = new EventSource(url, { withCredentials: true });
    stream.addEventListener('tick', heard);
    streams.add(stream);
    return stream;
  };

  // What a viewer has opened or was just told stays as it is while the page around it changes.
  Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, element) => !(name === 'open' && element.tagName === 'DETAILS');
  Idiomorph.defaults.callbacks.beforeNodeMorphed = (old, fresh) => {
    const told = old.nodeType === Node.ELEMENT_NODE && old.hasAttribute('data-keep') && fresh.id === old.id;
    const copied = old.dataset?.says && fresh.dataset?.copy === old.dataset.copy;
    const field = ['INPUT', 'TEXTAREA', 'SELECT'].includes(old.nodeName) && fresh.nodeName === old.nodeName;
    const ticked = ['checkbox', 'radio'].includes(old.type) && old.checked !== old.defaultChecked;
    const written = field && (ticked || old === document.activeElement || (old.nodeName === 'SELECT' ? !old.selectedOptions[0]?.defaultSelected : old.value !== old.defaultValue));
    return !told && !copied && !written;
  };

  // How many need somebody, where it is seen from another tab: title, icon, navigation.
  function count() {
    const strip = document.getElementById('strip');
    const icon = document.getElementById('icon');
    if (!strip || !icon) {
      return;
    }
    const numbers = { failures: Number(strip.dataset.failures), messages: Number(strip.dataset.messages) };
    document.querySelectorAll('nav [data-count-of]').forEach(mark => {
      mark.firstElementChild.textContent = numbers[mark.dataset.countOf].toLocaleString('en');
      mark.hidden = numbers[mark.dataset.countOf] === 0;
    });
    const all = numbers.failures + numbers.messages;
    document.title = (all > 0 ? `(${all.toLocaleString('en')}) ` : '') + document.title.replace(/^\([\d,]+\) /, '');
    icon.href = all > 0 ? icon.dataset.alert : icon.dataset.quiet;
  }
  document.addEventListener('htmx:oobAfterSwap', event => event.detail.target?.id === 'strip' && count());

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
      // A reason that is known stays while the next answer is awaited.
      away ||= silence;
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
    if (isOpen(EventSource)) {
      hasPlace();
    } else if (isOpen(Polled) && !polling && performance.now() - polledAt > pollInstead) {
      poll(live.dataset.url);
    }
    const silent = performance.now() - heardAt;
    const isLate = silent > patience + 2 * dueIn;
    if (age) {
      age.textContent = isLate ? 'not live' : `live · ${(silent / 1000).toFixed(1)} s ago`;
      age.classList.toggle('late', isLate);
      age.classList.toggle('on', !isLate);
    }
    // What is on the screen is old: it must not look like the truth.
    document.documentElement.classList.toggle('not-live', isLate);
    const text = `${away ? `${away} ` : ''}Not live since ${heardWall.toLocaleTimeString()}, retrying.`;
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
      away = xhr.status === 503 ? 'The database cannot be read.' : 'The dashboard failed.';
      return;
    }
    tell(elt, xhr.status === 503
      ? 'The database cannot be reached. Look at the page again before you repeat this.'
      : 'This did not work: the page is out of date. Load it again.');
  });
  document.addEventListener('htmx:afterRequest', event => {
    if (event.detail.elt.id === 'live' && event.detail.successful) {
      away = '';
      if (isOpen(Polled)) {
        heard();
      }
    }
    // What was taken is not sent twice: a note is emptied, a form behind a button closes. What was refused stays, to be fixed.
    const { elt, successful, target } = event.detail;
    if (successful && elt.id !== 'live') {
      forget();
    }
    if (successful && target?.querySelector('.notice.good')) {
      if (elt.id === 'note') {
        elt.elements.comment.value = '';
      } else if (elt.matches('details.confirm > form')) {
        elt.reset();
        elt.parentElement.open = false;
      }
    }
  });
  document.addEventListener('htmx:sendError', event => {
    if (event.detail.elt.id === 'live') {
      away = silence;
    } else {
      tell(event.detail.elt, 'The dashboard cannot be reached. Nothing is known to have been sent.');
    }
  });

  // In the place for notices. Where an element aims at a list, as a search does, the list stays, with what keeps it live, and the notice stands before it.
  function tell(element, text) {
    const target = document.querySelector(element.getAttribute('hx-target') ?? '#not-live');
    const notice = document.createElement('p');
    notice.className = 'notice warn';
    notice.textContent = text;
    if (!target || target.matches('.notices, #outcome, #not-live')) {
      target?.replaceChildren(notice);
      return;
    }
    forget();
    notice.dataset.told = '';
    notice.setAttribute('role', 'status');
    target.before(notice);
  }
  function forget() {
    document.querySelectorAll('[data-told]').forEach(notice => notice.remove());
  }

  setInterval(look, 500);
})();
