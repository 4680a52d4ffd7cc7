import { useEffect, useState } from 'react'
import { PERMISSIONS, type Permission } from '../../../kit/roles.ts'
import { useApiCommand } from '../../api/hooks.ts'
import { fieldErrors, problemText } from '../../api/problem-text.ts'
import { useActing } from '../../session.tsx'
import {
  Button,
  Callout,
  Copyable,
  Dialog,
  Drawer,
  ErrorSummary,
  FieldError,
  Select,
  TextField,
} from '../../ui/index.ts'
import { ScopePicker } from './scope-picker.tsx'
import { scopesOf } from './scopes.ts'
import { words } from './words.ts'

const ENDS = ['30', '90', '365', 'never'] as const
type End = (typeof ENDS)[number]

/** The form of a new key, and then the one moment at which the key is shown. */
export function CreateKey({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { may } = useActing()
  const givable = PERMISSIONS.filter((permission) => may(permission))
  const [name, setName] = useState('')
  const [end, setEnd] = useState<End>('365')
  const [scopes, setScopes] = useState<readonly Permission[]>([])
  const [token, setToken] = useState<string | null>(null)
  const [tries, setTries] = useState(0)
  const create = useApiCommand('key.create', { onDone: (key) => setToken(key.token) })
  useEffect(() => {
    if (!open) return
    setName('')
    setEnd('365')
    setScopes(scopesOf('read', givable))
    setToken(null)
    setTries(0)
    create.reset()
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only opening starts anew
  }, [open])
  const nameError = tries > 0 && !name.trim() ? words.new.no_name : (fieldErrors(create.error)['name'] ?? null)
  const scopeError =
    tries > 0 && scopes.length === 0 ? words.new.no_scope : (fieldErrors(create.error)['scopes'] ?? null)
  const submit = () => {
    setTries((before) => before + 1)
    if (!name.trim() || scopes.length === 0) return
    create.mutate({
      body: { name: name.trim(), scopes: [...scopes], expires_in_days: end === 'never' ? null : Number(end) },
    })
  }
  const other = create.error && create.error.fields.length === 0 ? problemText(create.error) : null
  return (
    <>
      <Drawer
        open={open && token === null}
        onClose={onClose}
        title={words.new.title}
        actions={
          <>
            <Button onClick={onClose}>{words.new.cancel}</Button>
            <Button look="primary" pending={create.isPending} onClick={submit}>
              {words.new.create}
            </Button>
          </>
        }
      >
        <form
          className="flex flex-col gap-5 pt-1"
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <ErrorSummary
            title={words.new.wrong}
            attempt={tries}
            problems={[
              ...(nameError ? [{ path: 'name', message: nameError }] : []),
              ...(scopeError ? [{ path: 'scopes', message: scopeError }] : []),
            ]}
          />
          {other && (
            <Callout tone="danger" title={other.what}>
              {other.next}
            </Callout>
          )}
          <TextField
            label={words.new.name}
            name="name"
            hint={words.new.name_hint}
            placeholder={words.new.name_placeholder}
            error={nameError}
            value={name}
            maxLength={100}
            autoComplete="off"
            onChange={setName}
          />
          <Select
            label={words.new.expires}
            value={end}
            onChange={setEnd}
            options={ENDS.map((value) => ({
              value,
              label: value === 'never' ? words.new.never : words.new.days(Number(value)),
            }))}
          />
          <ScopePicker givable={givable} chosen={scopes} onChange={setScopes} />
          {scopeError && <FieldError>{scopeError}</FieldError>}
        </form>
      </Drawer>
      <Made token={open ? token : null} onClose={onClose} />
    </>
  )
}

function Made({ token, onClose }: { token: string | null; onClose: () => void }) {
  const example = `curl -H "Authorization: Bearer ${token ?? ''}" ${window.location.origin}/api/v1/registrations`
  return (
    <Dialog
      open={token !== null}
      onClose={onClose}
      wide
      title={words.made.title}
      description={words.made.body}
      actions={
        <Button look="primary" onClick={onClose}>
          {words.made.done}
        </Button>
      }
    >
      {token && (
        <div className="flex flex-col gap-4">
          <div className="flex flex-col items-start gap-1.5">
            <span className="text-control/5 font-medium">{words.made.key}</span>
            <Copyable value={token} what={words.made.key} />
          </div>
          <div className="flex flex-col items-start gap-1.5">
            <span className="text-control/5 font-medium">{words.made.example}</span>
            <Copyable value={example} what={words.made.example} />
          </div>
        </div>
      )}
    </Dialog>
  )
}
