/** What lies over the page: the palette and the list of keys. Loaded on use. */
import { KeyList } from './key-list.tsx'
import type { Overlay } from './palette-state.ts'
import { Palette } from './palette.tsx'

export function Overlays({ overlay }: { overlay: Overlay }) {
  return overlay === 'keys' ? <KeyList /> : <Palette />
}
