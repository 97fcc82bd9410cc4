/** A QR code as one path of SVG: always dark on white, or phones cannot read it. */
import styles from './account.module.css'

/** `rows`: `1` is dark. */
export function QrCode({ rows, label }: { rows: readonly string[]; label: string }) {
  const path = rows.flatMap((row, y) => [...row].map((cell, x) => (cell === '1' ? `M${x} ${y}h1v1h-1z` : '')))
  return (
    <svg
      className={styles.qr}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${rows[0]?.length ?? 0} ${rows.length}`}
      shapeRendering="crispEdges"
    >
      <path d={path.join('')} fill="#000000" />
    </svg>
  )
}
