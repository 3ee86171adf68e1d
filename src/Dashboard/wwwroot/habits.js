// Small helps in forms: a time zone nobody has chosen yet is the viewer's.
(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const fill = () => document.querySelectorAll('input[data-zone]').forEach(input => {
    if (zone && input.value === input.defaultValue) {
      input.value = zone;
      input.defaultValue = zone;
    }
    input.removeAttribute('data-zone');
  });
  // The day that is there already, in that zone.
  const date = new Intl.DateTimeFormat('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit' });
  const fillDays = () => document.querySelectorAll('input[data-instant]').forEach(input => {
    if (input.dataset.instant && input.value === input.defaultValue) {
      input.value = date.format(new Date(input.dataset.instant));
      input.defaultValue = input.value;
    }
    input.removeAttribute('data-instant');
  });
  const all = () => {
    fill();
    fillDays();
  };
  all();
  ['htmx:afterSettle', 'htmx:oobAfterSwap'].forEach(name => document.addEventListener(name, all));
})();

// Scripts change the address of a list without loading the page: what is saved is what is shown.
document.addEventListener('submit', event => event.target.querySelectorAll('input[data-address]').forEach(input => { input.value = location.search; }));

// One colleague is one: ticking another takes the tick from the one before, and ticks of a plan for several go when this way is chosen.
document.addEventListener('change', ({ target }) => {
  const [kind, field] = (target.name ?? '').split('.');
  if (target.form?.elements[`${kind}.strategy`]?.value !== 'one-colleague' || !(field === 'strategy' || (field === 'to' && target.checked))) {
    return;
  }
  const ticked = [...target.form.querySelectorAll(`[name="${kind}.to"]:checked`)];
  if (field === 'to' || ticked.length > 1) {
    ticked.forEach(box => { box.checked = box === target; });
  }
});

// Keys, for who works here all day. Not while somebody writes, and not together with Ctrl, Alt or the command key.
(() => {
  const rows = () => [...document.querySelectorAll('main a.row, main .days a.name')].filter(link => link.offsetParent);
  const help = () => document.getElementById('keys');

  function move(step) {
    const all = rows();
    const at = all.indexOf(document.activeElement);
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  }

  function search() {
    const field = document.getElementById('search') ?? document.getElementById('find-all');
    field?.focus();
    field?.select();
  }

  // Who opens a form writes into it next; what is typed is never taken for keys. The event of a details does not bubble.
  const first = form => form.querySelector('input:not([type=hidden]), select, textarea, button');
  document.addEventListener('toggle', event => {
    const form = event.target;
    if (form.open && form.matches?.('details.confirm') && form.contains(document.activeElement)) {
      first(form)?.focus();
    }
  }, true);

  function open(key) {
    const act = document.querySelector(`main details[data-key="${key}"]`);
    if (act) {
      act.open = true;
      first(act)?.focus();
    }
  }

  // Single keys can be switched off: who speaks to the computer, or has a tremor, presses them without meaning to (WCAG 2.1.4).
  const kept = 'offboarding-keys';
  const off = () => {
    try {
      return localStorage.getItem(kept) === 'off';
    } catch {
      // A browser that keeps nothing for us.
      return false;
    }
  };
  const use = document.getElementById('use-keys');
  if (use) {
    use.checked = !off();
    use.addEventListener('change', () => use.checked ? localStorage.removeItem(kept) : localStorage.setItem(kept, 'off'));
  }

  function tick() {
    const box = document.activeElement?.closest('tr, li')?.querySelector('input[type=checkbox]');
    box?.click();
  }

  const acts = { '/': search, j: () => move(1), k: () => move(-1), x: tick, r: () => open('r'), '?': () => help()?.showModal() };
  document.addEventListener('keydown', event => {
    const writes = event.target.closest?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');
    if (writes || event.ctrlKey || event.altKey || event.metaKey || off() || help()?.open || !acts[event.key]) {
      return;
    }
    event.preventDefault();
    acts[event.key]();
  });
  document.getElementById('show-keys')?.addEventListener('click', () => help().showModal());
})();

// The list of further pages closes when somebody goes on elsewhere.
(() => {
  const close = () => document.querySelector('nav .more[open]')?.removeAttribute('open');
  document.addEventListener('click', event => event.target.closest?.('.more') || close());
  document.addEventListener('keydown', event => event.key === 'Escape' && close());
})();

// Buttons that copy a text, or what an element shows. The class stands on <html>, outside of what live updates replace.
(() => {
  document.documentElement.classList.add('can-copy');

  // Over plain http there is no clipboard: the text is selected in a field of its own and copied as a key would.
  function select(text) {
    const field = document.createElement('textarea');
    field.value = text;
    field.readOnly = true;
    field.className = 'hidden';
    document.body.append(field);
    const before = document.activeElement;
    field.select();
    const copied = document.execCommand('copy');
    field.remove();
    before?.focus();
    return copied;
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // None, or not allowed.
      return select(text);
    }
  }

  document.addEventListener('click', async event => {
    const button = event.target.closest?.('button.copy');
    if (!button || button.dataset.says) {
      return;
    }
    const text = button.dataset.copy ?? document.getElementById(button.dataset.copyFrom)?.textContent ?? '';
    const copied = await copy(text);
    button.dataset.says = button.textContent;
    button.textContent = copied ? 'Copied' : 'Not copied: select it by hand';
    setTimeout(() => {
      // A live update that brought another text was here before.
      if (button.dataset.says) {
        button.textContent = button.dataset.says;
        delete button.dataset.says;
      }
    }, 2000);
  });
})();

// Focus and scroll go to the answer: of a page that was just loaded with one, and of a form that was sent without loading.
(() => {
  const go = answer => {
    answer.setAttribute('tabindex', '-1');
    answer.focus({ preventScroll: true });
    answer.scrollIntoView({ block: 'nearest' });
  };
  const loaded = document.querySelector('main [data-answer]') ?? document.querySelector('main .notices > .notice');
  if (loaded) {
    go(loaded);
  } else if (!location.hash) {
    // A page that is there for one form: what it asks for first can be typed at once.
    document.querySelector('main form[data-first]')?.querySelector('input:not([type=hidden]), select')?.focus({ preventScroll: true });
  }
  document.addEventListener('htmx:afterSwap', event => {
    const { target, requestConfig } = event.detail;
    // Live updates come without anybody asking.
    if (requestConfig?.verb !== 'post' || !target) {
      return;
    }
    const answer = (document.getElementById(target.id) ?? target).querySelector?.('.notice') ?? document.querySelector('main [data-answer]');
    if (answer) {
      go(answer);
    }
  });
})();
