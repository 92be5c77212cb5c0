// Runs before the first paint: theme and language of <html>. A file, not inline, because of CSP.
(function () {
  var root = document.documentElement;
  var mode = 'auto';
  var lang = 'zh';
  try {
    mode = localStorage.getItem('hb:theme') || 'auto';
    lang = localStorage.getItem('hb:lang') || 'zh';
  } catch {
    // Storage may be blocked; the defaults hold.
  }
  var dark =
    mode === 'dark' || (mode === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'dark' : 'light';
  root.lang = lang === 'en' ? 'en' : 'zh-CN';
})();
