(() => {
  'use strict';

  // Asks the server that this page came from for the version after this one, and loads the page anew when it is there.
  const version = document.querySelector('meta[name=version]').content;

  async function wait() {
    try {
      const answer = await fetch(`changes?after=${version}`, { cache: 'no-store' });
      if (answer.ok && (await answer.text()) !== version) {
        location.reload();
        return;
      }
    } catch {
      // The server has gone; it may come back.
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    wait();
  }

  wait();
})();
