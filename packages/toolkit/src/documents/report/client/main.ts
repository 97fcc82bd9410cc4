/** Starts the script of the report: the page is complete without it, this adds sorting, filters, details and the tree. */
/// <reference lib="dom" />
import { startComponents } from './components.ts'
import { startFindings } from './findings.ts'
import { readPage } from './page.ts'
import { startTree } from './tree.ts'

const block = document.getElementById('data')
if (block !== null) {
  const page = readPage(block.textContent ?? '')
  startFindings(page)
  startComponents(page)
  startTree(page)
  markSection()
}

/** Marks the section in view in the rail. */
function markSection(): void {
  const links = new Map<string, Element>()
  for (const link of document.querySelectorAll('.rail a'))
    links.set(link.getAttribute('href')?.slice(1) ?? '', link)
  const mark = (id: string): void => {
    for (const [other, link] of links) {
      if (other === id) link.setAttribute('aria-current', 'true')
      else link.removeAttribute('aria-current')
    }
  }
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) if (entry.isIntersecting) mark(entry.target.id)
    },
    { rootMargin: '-20% 0px -75% 0px' },
  )
  for (const section of document.querySelectorAll('main>section')) observer.observe(section)
}
