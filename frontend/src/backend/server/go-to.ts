/** Loads the page anew at an address of another moment. */
export const goTo = (address: string): void => window.location.assign(address);
