/** Says something to screen readers without showing it: `saved`, `job done`, a clock at 4 h and at 1 h, an answer that came late. Nothing else. */

const regionId = 'announcements'

/** The region is in the page from the beginning, so that every reader knows it before it changes. */
export function announce(text: string): void {
  const region = document.getElementById(regionId)
  if (region === null) return
  region.textContent = ''
  setTimeout(() => {
    region.textContent = text
  }, 60)
}

export { regionId as announcementRegion }
