// Runs before the first paint. A file of its own, as the page allows no inline script.

// The schemas must not try `eval`: the page forbids it, and each try is reported and costs a phone time.
globalThis.__zod_globalConfig = { jitless: true };

const html = document.documentElement;

// The look and the language chosen on this device.
try {
  const theme = localStorage.getItem('tampilan');
  if (theme === 'light' || theme === 'dark') html.dataset.theme = theme;
  if (localStorage.getItem('bahasa') === 'en') html.lang = 'en';
} catch {
  // A browser that keeps nothing shows the defaults.
}

// Which of the still pictures in the page stands until the portal does.
const [, place = ''] = location.pathname.split('/');
if (place === 'masuk') html.dataset.still = 'sign-in';
else if (place === 'kelola') html.dataset.still = 'desk';
else if (place === 'pelajaran' || place === 'tes') html.dataset.still = 'task';
else if (['beranda', 'belajar', 'jadwal', 'nilai', 'pesan', 'sertifikat', 'saya'].includes(place))
  html.dataset.still = 'trainee';
