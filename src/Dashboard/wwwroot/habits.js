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
