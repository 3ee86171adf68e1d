// Ticks: one box for all on the page; shift and a click for a range; the buttons show how many.
(() => {
  let last = null;
  const boxesOf = area => [...area.querySelectorAll('tbody input[type=checkbox]')];

  function count(area) {
    const ticked = boxesOf(area).filter(box => box.checked).length;
    area.querySelectorAll('[data-selected]').forEach(button => {
      const text = button.dataset.selected.replace('@', ticked);
      button.disabled = ticked === 0;
      if (button.textContent !== text) {
        button.textContent = text;
      }
    });
  }

  document.addEventListener('click', event => {
    const box = event.target;
    const area = box instanceof HTMLInputElement && box.type === 'checkbox' ? box.closest('[data-select]') : null;
    if (!area) {
      return;
    }
    const boxes = boxesOf(area);
    if (box.hasAttribute('data-select-all')) {
      boxes.forEach(each => { each.checked = box.checked; });
    } else {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
      if (event.shiftKey && from >= 0) {
        boxes.slice(from, to).forEach(each => { each.checked = box.checked; });
      }
      last = box;
    }
    count(area);
  });

  const look = () => document.querySelectorAll('[data-select]').forEach(count);
  ['pageshow', 'htmx:afterSettle', 'htmx:oobAfterSwap'].forEach(name => (name === 'pageshow' ? window : document).addEventListener(name, look));
  look();
})();
