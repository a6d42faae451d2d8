// Before the first paint: the look and the language chosen on this device. A file of its own, as the page allows no inline script.
try {
  const theme = localStorage.getItem('tampilan');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  if (localStorage.getItem('bahasa') === 'en') document.documentElement.lang = 'en';
} catch {
  // A browser that keeps nothing shows the defaults.
}
