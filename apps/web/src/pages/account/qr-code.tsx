/** A QR code as one path of SVG: always dark on white, or phones cannot read it. */
import styles from './account.module.css'

/** `rows`: `1` is dark. */
export function QrCode({ rows, label }: { rows: readonly string[]; label: string }) {
  const path = rows.flatMap((row, y) =>
    Array.from(row, (cell, x) => (cell === '1' ? `M${x} ${y}h1v1h-1z` : '')),
  )
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn here, so there is no file for an <img>
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
