import type { Verdict } from './verdict';

/** The verdict of a browser without Ed25519, or of a page that was not loaded securely. */
export function unsupported(): Verdict {
  return {
    outcome: 'unsupported',
    sentence: window.isSecureContext
      ? 'This browser’s Web Crypto does not know Ed25519. A newer one does; “cavra evidence verify” works anywhere.'
      : 'Browsers check signatures only on pages that were loaded over HTTPS or from this machine. “cavra evidence verify” works anywhere.',
    steps: [],
  };
}
