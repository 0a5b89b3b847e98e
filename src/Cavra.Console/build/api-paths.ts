/** Addresses that are the API's: whatever else there is belongs to the console. */
export const apiPaths = '^/(access|connectors|console/(config|session|security-boundary)|evidence|events|health|metrics|obligations|openapi|policy|runtime|statistics|swagger)(/|$|\\?)';
