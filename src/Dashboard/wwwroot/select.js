// Ticks: one box for all on the page; shift and a click for a range.
(() => {
  let last = null;
  document.addEventListener('click', event => {
    const box = event.target;
    const form = box instanceof HTMLInputElement && box.type === 'checkbox' ? box.closest('[data-select]') : null;
    if (!form) {
      return;
    }
    const boxes = [...form.querySelectorAll('tbody input[type=checkbox]')];
    if (box.hasAttribute('data-select-all')) {
      boxes.forEach(each => { each.checked = box.checked; });
    } else {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
      if (event.shiftKey && from >= 0) {
        boxes.slice(from, to).forEach(each => { each.checked = box.checked; });
      }
      last = box;
    }
  });
})();
