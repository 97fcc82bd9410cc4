/** Shows markup that `packages/ui` drew: marks and charts. Takes `Html` only, which is safe by construction. */
import type { Html } from '@occtet/ui'
import { createElement } from 'react'

export function Drawn({ drawing, className }: { drawing: Html; className?: string }) {
  return createElement('span', { className, dangerouslySetInnerHTML: { __html: drawing.html } })
}
