// In Hangfire's pages, after its own script: says what became of a button. Hangfire itself reloads the page on success and does nothing at all on an error.
(() => {
  const kept = 'offboarding-job-notice';
  const about = ({ url = '', type = '' }) => type.toUpperCase() === 'POST' && !url.endsWith('/stats');

  function show(text, kind, operation) {
    document.getElementById('job-notice')?.remove();
    const notice = document.createElement('div');
    notice.id = 'job-notice';
    notice.className = `alert alert-${kind}`;
    notice.setAttribute('role', kind === 'danger' ? 'alert' : 'status');
    notice.append(text);
    if (operation) {
      const link = document.createElement('a');
      link.href = `/audit?about=${operation}`;
      link.textContent = `operation ${operation.slice(0, 8)}`;
      notice.append(' ', link);
    }
    document.querySelector('.js-page-container')?.prepend(notice);
    // Not into view: Hangfire's menu would cover it.
    window.scrollTo({ top: 0 });
  }

  function reasonOf(answer) {
    if (answer.responseJSON?.text) {
      return answer.responseJSON.text;
    }
    if (answer.status === 0) {
      return 'The dashboard does not answer. Whether anything was done is not certain: reload the page and look.';
    }
    if (answer.status === 401) {
      return 'You are signed out. Nothing was done: sign in again.';
    }
    if (answer.status === 403) {
      return 'You do not have the permission for this. Nothing was done.';
    }
    // A page of the dashboard that says what is wrong.
    const page = new DOMParser().parseFromString(answer.responseText ?? '', 'text/html');
    const words = [...page.querySelectorAll('main h1, main h1 + p')].map(each => each.textContent.trim()).filter(Boolean);
    return words.length > 0 ? words.join('. ').replace('..', '.') : `The dashboard answered ${answer.status}. Whether anything was done is not certain: reload the page and look.`;
  }

  $(document).on('ajaxSuccess', (_, answer, request) => {
    if (about(request) && answer.responseJSON?.text) {
      // The page is on its way to being loaded again.
      sessionStorage.setItem(kept, JSON.stringify(answer.responseJSON));
    }
  });

  $(document).on('ajaxError', (_, answer, request) => {
    if (!about(request)) {
      return;
    }
    show(reasonOf(answer), 'danger');
    // Hangfire turns the button into "loading" after 100 ms, also when the answer came before.
    const reset = () => $('.js-jobs-list-command, [data-ajax]').button('reset');
    reset();
    setTimeout(reset, 200);
  });

  const before = sessionStorage.getItem(kept);
  if (before) {
    sessionStorage.removeItem(kept);
    const { text, operation } = JSON.parse(before);
    show(text, 'info', operation);
  }
})();
