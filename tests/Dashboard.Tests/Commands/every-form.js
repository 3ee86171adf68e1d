// Reads the pages, fills every field of every form, sends the forms, and reads the pages again as long as there is something new to send. On the way it
// follows one link of each kind. Told where to begin; gives back the forms that were there ("seen"), those of them that the dashboard took ("taken"), what it
// said to the others ("declined"), and links that lead nowhere ("broken").
async addresses => {
  // These two would end the session that sends.
  const notOurs = /^\/(sign-out|access\/end)$/;
  const seen = new Set(), taken = new Set(), declined = {}, links = new Set(), broken = [];
  const pages = [...addresses], done = new Set();
  const withoutIds = address => address.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '*').replace(/\/\d+(?=\/|$)/g, '/#');
  const read = async address => {
    const answer = await fetch(address);
    // What an act has brought to its end has no form any more: a message that was sent again.
    if (!answer.ok && answer.status !== 409) { throw new Error(`${address} answered ${answer.status}`); }
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  };
  // Of one kind are the forms with one target; of a bulk act and of a saved view there is one for each act and page.
  const kindOf = (form, action, choice) => [
    withoutIds(action), ...choice,
    /^\/views/.test(action) ? form.elements.page.value : /^\/operations.*start$/.test(action) ? form.ownerDocument.querySelector('h1').textContent.trim() : ''].filter(word => word).join(' ');
  const day = years => `${new Date().getFullYear() + years}-03-31`;
  const texts = {
    'text': JSON.stringify({ requestId: crypto.randomUUID(), workspaceId: 'a0000000-0000-4000-8000-000000000001', userId: 'b0000000-0000-4000-8000-000000000005', requestedBy: 'b0000000-0000-4000-8000-000000000001', reason: 'left-company' }),
    'people': 'ben.castellanos@northwind.example', 'timeZone': 'Europe/Vienna', 'lastDate': day(1), 'returnDate': day(2),
  };
  const fill = form => {
    for (const field of form.elements) {
      // A team is another way to name the people that are ticked beside it: both would be refused.
      const last = field.tagName === 'SELECT' ? [...field.options].filter(option => option.value).pop() : null;
      if (field.type === 'checkbox' || field.type === 'radio') { field.checked = !field.value.startsWith('team:'); }
      else if (field.name === 'confirm') { field.value = form.querySelector('code').textContent; }
      else if (field.tagName === 'SELECT') { if (field.name.endsWith('.strategy')) { field.value = 'ratio'; } else if (last) { field.value = last.value; } }
      else if (field.type === 'number') { field.value = field.name === 'seatLimit' ? '900' : '7'; }
      else if (field.name in texts && field.type !== 'hidden') { field.value = texts[field.name]; }
      else if (/^(text|textarea|date)$/.test(field.type) && !field.value) { field.value = 'every field is filled'; }
      // A file and lines in the box exclude each other.
      if (field.name && !field.value && !/hidden|file|submit/.test(field.type) && (!field.options || field.options.length > 1)) { throw new Error(`${form.action} ${field.name} is empty`); }
    }
  };
  const send = async (form, button, action, kind) => {
    const body = new FormData(form, button);
    const headers = { RequestVerificationToken: JSON.parse(form.ownerDocument.body.getAttribute('hx-headers')).RequestVerificationToken };
    if (form.hasAttribute('hx-post')) { headers['HX-Request'] = 'true'; }
    const answer = await fetch(action, { method: 'POST', headers, body: form.enctype.startsWith('multipart') ? body : new URLSearchParams(body) });
    const text = await answer.text();
    const said = new DOMParser().parseFromString(text, 'text/html');
    const words = said.querySelector('.notice, .wrong, main')?.textContent.replace(/\s+/g, ' ').trim().slice(0, 300);
    if (answer.status >= 500) { throw new Error(`${action} answered ${answer.status}: ${words}`); }
    // With htmx the answer is a notice; without, it is a page, which may say other things as well.
    if (answer.ok && !said.querySelector('body > .notice.warn, #outcome .notice.warn')) { taken.add(kind); }
    else { declined[kind] = words; }
    const at = new URL(answer.url).pathname;
    if (/^\/operations\/[^/]+$/.test(at) && !pages.includes(at)) { pages.push(at); }
  };
  const follow = async page => {
    for (const link of page.querySelectorAll('a[href^="/"]')) {
      const to = new URL(link.getAttribute('href'), location), kind = `${withoutIds(to.pathname)}?${[...to.searchParams.keys()]}`;
      if (!links.has(kind)) {
        links.add(kind);
        const answer = await fetch(to);
        if (!answer.ok && answer.status !== 409) { broken.push(`${to.pathname}${to.search} answered ${answer.status}`); }
      }
    }
  };
  for (let before = -1; before !== taken.size;) {
    before = taken.size;
    for (let i = 0; i < pages.length; i++) {
      if (done.has(pages[i])) { continue; }
      const page = await read(pages[i]);
      await follow(page);
      let left = false;
      for (const form of page.querySelectorAll('form[method=post]')) {
        const choices = form.elements.act ? [...form.elements.act.options].map(option => option.value) : [''];
        for (const button of form.querySelectorAll('button:not([type=button])')) {
          for (const choice of choices) {
            const action = button.getAttribute('formaction') ?? form.getAttribute('action');
            const kind = kindOf(form, action, [button.value, choice]);
            if (notOurs.test(action)) { continue; }
            seen.add(kind);
            if (taken.has(kind)) { continue; }
            fill(form);
            if (choice) { form.elements.act.value = choice; }
            await send(form, button, action, kind);
            left = true;
          }
        }
      }
      // What one act made possible is on the page that had it.
      if (!left) { done.add(pages[i]); }
    }
  }
  return { seen: [...seen], taken: [...taken], declined, broken };
}
