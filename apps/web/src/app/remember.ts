/** Small choices of this browser, such as the language. Trusted: nobody; every value is parsed where it is used. */

const prefix = 'occtet.'

/** Undefined also where the browser keeps nothing. */
export function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? undefined
  } catch {
    return undefined
  }
}

/** False where the browser keeps nothing; the choice then holds until the page is closed. */
export function remember(name: string, value: string | undefined): boolean {
  try {
    if (value === undefined) localStorage.removeItem(prefix + name)
    else localStorage.setItem(prefix + name, value)
    return true
  } catch {
    return false
  }
}
