/** Where the focus goes after a change of page: to the new heading, so that a reader hears the answer first. */

/** The page whose heading was reached last; the first one of a visit is left alone. */
let reached = location.pathname
/** The page that is still being loaded; the focus waits at the beginning of `main`. */
let awaited: string | undefined

/** While a page is loading. Nothing happens where its heading is there already. */
export function awaitPage(pathname: string): void {
  if (reached === pathname) return
  awaited = pathname
  document.getElementById('main')?.focus({ preventScroll: true })
}

/** A heading appeared. Whoever went on meanwhile is not called back. */
export function arriveAt(pathname: string, heading: HTMLElement | null): void {
  if (reached === pathname) return
  reached = pathname
  const isElsewhere = awaited === pathname && !isAtBeginning(document.activeElement)
  if (!isElsewhere && isTouched()) heading?.focus({ preventScroll: true })
}

function isAtBeginning(element: Element | null): boolean {
  return element === null || element === document.body || element.id === 'main'
}

/** A page that sends on by itself is still the first one for whoever looks at it. */
function isTouched(): boolean {
  return !('userActivation' in navigator) || navigator.userActivation.hasBeenActive
}
