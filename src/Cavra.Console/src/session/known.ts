const place = 'cavra.signed-in';

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
