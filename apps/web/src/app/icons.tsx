/** Icons on a grid of 16, stroke 1.5, one colour; always beside a word or in a button with a name. */
import styles from './icons.module.css'

const shapes = {
  home: 'M2.5 7.5 8 2.8l5.5 4.7M4 6.6v6.6h8V6.6M6.8 13.2V9.5h2.4v3.7',
  box: 'M8 1.8 13.6 5v6L8 14.2 2.4 11V5zM2.6 5 8 8.1 13.4 5M8 8.1v6',
  stack: 'M2.5 3h11v3h-11zM2.5 8h11v3h-11zM2.5 13h11M5 4.5h.01M5 9.5h.01',
  sieve: 'M2 3h12L9.6 8.4v4.8l-3.2-1.6V8.4z',
  scale: 'M8 2.2v11.3M4.8 13.5h6.4M3 4.4h10M3 4.4 1.2 9h3.6zM13 4.4 11.2 9h3.6z',
  grid: 'M2.5 2.5h4.3v4.3H2.5zM9.2 2.5h4.3v4.3H9.2zM2.5 9.2h4.3v4.3H2.5zM9.2 9.2h4.3v4.3H9.2z',
  paper: 'M4 1.8h5.2L12.5 5v9.2H4zM9 2v3.4h3.3M6 8.2h4.4M6 11h4.4',
  clock: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2M8 4.8V8l2.2 1.6',
  ledger: 'M3.2 2.2h8.6a1 1 0 0 1 1 1v10.6H4.2a1 1 0 0 1-1-1zM3.2 11.4h9.6M5.8 5h4.4M5.8 7.8h4.4',
  columns: 'M2.5 3v10M8 3v10M13.5 3v10M4.4 6h1.7M9.9 10h1.7',
  people:
    'M5.6 7.4a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6M1.6 13.3c0-2.4 1.7-3.7 4-3.7s4 1.3 4 3.7M10.6 3a2.2 2.2 0 0 1 0 4.2M12 9.9c1.5.5 2.4 1.7 2.4 3.4',
  ask: 'M2.4 3h11.2v8.2H8.4l-3.2 2.6v-2.6H2.4zM6.6 5.9a1.5 1.5 0 1 1 1.9 1.4c-.4.1-.5.4-.5.8M8 9.6h.01',
  search: 'M7 2.6a4.4 4.4 0 1 0 0 8.8 4.4 4.4 0 0 0 0-8.8M10.3 10.3l3.3 3.3',
  more: 'M2.5 4.2h11M2.5 8h11M2.5 11.8h11',
  next: 'M6 3.5 10.5 8 6 12.5',
  back: 'M10 3.5 5.5 8l4.5 4.5',
  down: 'M3.5 6 8 10.5 12.5 6',
  close: 'm4 4 8 8m0-8-8 8',
  plus: 'M8 3v10M3 8h10',
  copy: 'M5.5 5.5h7v8h-7zM3.5 10.5v-8h7',
  out: 'M9 2.8h4.2V7M13 3 7.5 8.5M11.5 9.5v3.7H2.8V4.5h3.7',
  file: 'M4 1.8h8v12.4H4zM6.2 5h3.6M6.2 8h3.6',
  folder: 'M1.8 4.2V13h12.4V5.4H8L6.6 3.6H1.8z',
  print: 'M4.5 6V2.2h7V6M4.5 11.5H2.2V6h11.6v5.5h-2.3M4.5 9.5h7v4.3h-7z',
} as const

export type IconName = keyof typeof shapes

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className={styles.icon} viewBox="0 0 16 16" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  )
}
