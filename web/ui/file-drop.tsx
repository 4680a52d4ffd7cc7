import { FileText, Upload, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { cx } from './cx.ts'
import { FieldError, fieldId, type FieldProps } from './field.tsx'
import { IconButton } from './icon-button.tsx'
import { words } from './words.ts'

export type FileDropProps = FieldProps & {
  file: File | null
  onChange: (file: File | null) => void
  /** As of `<input accept>`: `.csv,text/csv`. */
  accept?: string
  /** The file's size in words. */
  size?: string
  disabled?: boolean
}

/** One file, dropped or chosen. */
export function FileDrop({
  label,
  name = 'file',
  hint,
  error,
  file,
  onChange,
  accept,
  size,
  disabled,
  className,
}: FileDropProps) {
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const id = fieldId(name)
  return (
    <div className={cx('flex flex-col gap-1', className)}>
      <span className="text-control/5 font-medium">{label}</span>
      <div
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          if (!disabled) onChange(event.dataTransfer.files[0] ?? null)
        }}
        className={cx(
          'relative flex min-h-24 items-center justify-center gap-3 rounded-lg border border-dashed px-4 py-5 text-center transition-colors',
          'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
          over
            ? 'border-accent bg-accent-soft'
            : error
              ? 'border-danger-dot bg-surface'
              : 'border-line-control bg-surface',
        )}
      >
        {file ? (
          <>
            <FileText aria-hidden className="size-5 shrink-0 text-ink-faint" />
            <div className="min-w-0 text-left">
              <p className="truncate font-medium">{file.name}</p>
              {size && <p className="text-xs text-ink-faint">{size}</p>}
            </div>
            <IconButton
              label={words.remove_file(file.name)}
              icon={<X aria-hidden className="size-4" />}
              size="small"
              className="z-1"
              onClick={() => {
                onChange(null)
                input.current?.focus()
              }}
            />
          </>
        ) : (
          <p className="text-ink-soft">
            <Upload aria-hidden className="mx-auto mb-1.5 size-5 text-ink-faint" />
            {words.drop_file} <span className="font-medium text-accent-ink">{words.choose_file}</span>
          </p>
        )}
        <input
          ref={input}
          id={id}
          type="file"
          aria-label={label}
          aria-describedby={cx(hint ? `${id}-hint` : null, error ? `${id}-error` : null) || undefined}
          accept={accept}
          disabled={disabled}
          // Chosen again after a repair, the same file must still count as a change.
          value=""
          onChange={(event) => onChange(event.currentTarget.files?.[0] ?? null)}
          className="absolute inset-0 cursor-pointer opacity-0"
        />
      </div>
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-ink-faint">
          {hint}
        </p>
      )}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  )
}
