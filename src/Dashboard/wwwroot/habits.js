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
  fill();
  ['htmx:afterSettle', 'htmx:oobAfterSwap'].forEach(name => document.addEventListener(name, fill));
})();

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
    const field = document.getElementById('search');
    if (field) {
      field.focus();
      field.select();
    } else {
      location.href = '/leavers';
    }
  }

  function open(key) {
    const act = document.querySelector(`main details[data-key="${key}"]`);
    if (act) {
      act.open = true;
      (act.querySelector('input:not([type=hidden]), button') ?? act).focus();
    }
  }

  function tick() {
    const box = document.activeElement?.closest('tr, li')?.querySelector('input[type=checkbox]');
    box?.click();
  }

  const acts = { '/': search, j: () => move(1), k: () => move(-1), x: tick, r: () => open('r'), '?': () => help()?.showModal() };
  document.addEventListener('keydown', event => {
    const writes = event.target.closest?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');
    if (writes || event.ctrlKey || event.altKey || event.metaKey || help()?.open || !acts[event.key]) {
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

// Buttons that copy. The class stands on <html>, outside of what live updates replace; without a clipboard (plain http) there are no such buttons.
(() => {
  if (!navigator.clipboard) {
    return;
  }
  document.documentElement.classList.add('can-copy');
  document.addEventListener('click', async event => {
    const button = event.target.closest?.('button[data-copy]');
    if (!button) {
      return;
    }
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  });
})();
