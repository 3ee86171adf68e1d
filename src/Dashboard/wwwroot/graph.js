// Draws the bars of the table beside it; the table is what a page without scripts, and a screen reader, has.
(() => {
  const box = document.getElementById('graph');
  const table = box && document.getElementById(box.dataset.bars);
  if (!table || !window.Chart) {
    return;
  }
  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  box.append(canvas);
  box.hidden = false;

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const series = () => [['finished', '--accent'], ['failed', '--bad']].map(([name, tone]) => ({
    label: box.dataset[name], name, backgroundColor: colour(tone), borderRadius: 2, data: [],
  }));
  const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  const chart = new Chart(canvas, {
    type: 'bar',
    data: { labels: [], datasets: series() },
    options: {
      animation: false, maintainAspectRatio: false, interaction: { mode: 'index' },
      plugins: { legend: { align: 'start', labels: { boxWidth: 12, boxHeight: 12 } } },
      scales: {
        x: { stacked: true, grid: { display: false }, ticks: { maxRotation: 0, autoSkip: true, maxTicksLimit: 10 } },
        y: { stacked: true, beginAtZero: true, suggestedMax: 4, ticks: { precision: 0, maxTicksLimit: 5 } },
      },
    },
  });

  function draw() {
    const rows = [...document.getElementById(box.dataset.bars).querySelectorAll('tbody tr')];
    chart.data.labels = rows.map(row => clock.format(new Date(row.querySelector('time').dateTime)));
    chart.data.datasets.forEach(set => { set.data = rows.map(row => Number(row.dataset[set.name])); });
    for (const axis of Object.values(chart.options.scales)) {
      axis.ticks.color = colour('--soft');
      axis.grid.color = colour('--line');
    }
    chart.options.plugins.legend.labels.color = colour('--ink');
    chart.data.datasets.forEach((set, index) => { set.backgroundColor = series()[index].backgroundColor; });
    chart.update();
  }

  draw();
  document.addEventListener('htmx:oobAfterSwap', event => event.detail.target.id === box.dataset.bars && draw());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
})();
