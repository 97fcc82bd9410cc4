/** A place to drop files, with a button that does the same. */
import { type ReactNode, useRef, useState } from 'react'
import { Button, type ButtonTone } from './button.tsx'
import { cx } from './cx.ts'
import styles from './file-drop.module.css'

export interface FileDropProps {
  readonly label: string
  /** On the button. */
  readonly choose: string
  /** Endings and media types that the dialog offers; whatever is dropped comes all the same. */
  readonly accept?: string
  readonly tone?: ButtonTone
  readonly isBusy?: boolean
  readonly onFiles: (files: readonly File[]) => void
  /** Below the button: what became of the files. */
  readonly children?: ReactNode
}

export function FileDrop({ label, choose, accept, tone, isBusy, onFiles, children }: FileDropProps) {
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- dropping has its twin in the button inside
    <div
      className={cx(styles.drop, isOver && styles.over)}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        onFiles([...event.dataTransfer.files])
      }}
    >
      <p>{label}</p>
      <Button
        {...(tone !== undefined && { tone })}
        {...(isBusy !== undefined && { isBusy })}
        onPress={() => input.current?.click()}
      >
        {choose}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        {...(accept !== undefined && { accept })}
        className="vh"
        tabIndex={-1}
        aria-label={choose}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      {children}
    </div>
  )
}
