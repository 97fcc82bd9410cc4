/** Counts changes that the server has not confirmed; while there are some, the browser asks before it leaves. */

let open = 0

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault()
}

/** Returns the function that lets go; calling it twice is as good as once. */
export function holdUnsaved(): () => void {
  if (open === 0) window.addEventListener('beforeunload', warn)
  open++
  let isHeld = true
  return () => {
    if (!isHeld) return
    isHeld = false
    open--
    if (open === 0) window.removeEventListener('beforeunload', warn)
  }
}
