// Runs before the first paint so that the page never flashes in the wrong theme. It is a file of its own
// because the content security policy forbids inline scripts.
(() => {
  const root = document.documentElement;
  let scheme = null;
  let colours = null;
  try {
    scheme = localStorage.getItem('mantine-color-scheme-value');
    colours = localStorage.getItem('sightline.palette');
  } catch {
    // Storage can be blocked; the system's choice is used then.
  }
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.mantineColorScheme =
    scheme === 'dark' || scheme === 'light' ? scheme : dark ? 'dark' : 'light';
  if (colours === 'red_green') root.dataset.palette = colours;
})();
