import { useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { problemText } from '../../api/problem-text.ts'
import { Logo } from '../../frame/brand.tsx'
import { Button, FileDrop } from '../../ui/index.ts'
import { words } from './words.ts'

/** The logo: kept at once when a file is chosen, and shown as it is kept. */
export function LogoField({ logo_url, disabled }: { logo_url: string | null; disabled: boolean }) {
  const [file, setFile] = useState<File | null>(null)
  const done = { onDone: () => setFile(null) }
  const put = useApiCommand('brand.put_logo', done)
  const remove = useApiCommand('brand.remove_logo', done)
  const error = put.error ?? remove.error
  const told = error && problemText(error)
  return (
    <div className="flex flex-col gap-3">
      {logo_url && (
        <div className="flex flex-wrap items-center gap-4">
          <Logo src={logo_url} height={40} />
          <Button size="small" disabled={disabled} pending={remove.isPending} onClick={() => remove.mutate({})}>
            {words.fields.logo_remove}
          </Button>
        </div>
      )}
      <FileDrop
        label={words.fields.logo}
        name="logo"
        hint={words.fields.logo_hint}
        accept="image/png,image/jpeg,image/webp"
        disabled={disabled || put.isPending}
        error={told ? [told.what, told.next].filter(Boolean).join(' ') : null}
        file={file}
        onChange={(chosen) => {
          setFile(chosen)
          if (chosen) put.mutate({ raw: chosen })
        }}
      />
    </div>
  )
}
