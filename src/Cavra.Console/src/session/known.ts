const place = 'cavra.signed-in';

const comingBack = '#signed-in';

/** Whether the browser has just come back from the issuer with a session; says so once. */
export function cameBackSignedIn(): boolean {
  if (window.location.hash !== comingBack) {
    return false;
  }

  window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  return true;
}

/** Whether somebody signed in with this browser and has not signed out: only then is the server asked who. */
export function mayBeSignedIn(): boolean {
  try {
    return localStorage.getItem(place) !== null;
  } catch {
    return true;
  }
}

export function rememberSignedIn(isSignedIn: boolean): void {
  try {
    if (isSignedIn) {
      localStorage.setItem(place, '1');
    } else {
      localStorage.removeItem(place);
    }
  } catch {
    // A browser that keeps nothing is asked each time.
  }
}
