import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import Textarea from '@cloudscape-design/components/textarea';
import type { ReactNode } from 'react';
import type { ErrorOf } from '../act/act-dialog';
import type { FilterOption } from '../table/columns';

export { numberOf, orNull } from './typed';

interface FieldProps {
  label: string;
  /** The member of the request that the field fills, for the server's word about it. */
  member: string;
  errorOf: ErrorOf;
  description?: ReactNode;
  isOptional?: boolean;
}

interface TextFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  type?: 'text' | 'number';
}

/** One line of text, or a number. */
export function TextField({ value, onChange, placeholder, type = 'text', ...field }: TextFieldProps) {
  return (
    <Field {...field}>
      <Input value={value} type={type} {...(type === 'number' ? { inputMode: 'numeric' as const } : {})}
        {...(placeholder ? { placeholder } : {})} onChange={({ detail }) => onChange(detail.value)} />
    </Field>
  );
}

/** Several lines of text. */
export function NotesField({ value, onChange, ...field }: Omit<TextFieldProps, 'placeholder' | 'type'>) {
  return <Field {...field}><Textarea value={value} rows={3} onChange={({ detail }) => onChange(detail.value)} /></Field>;
}

interface ChoiceFieldProps extends FieldProps {
  value: string;
  options: readonly FilterOption[];
  onChange: (value: string) => void;
  placeholder?: string;
  empty?: string;
}

/** One of several. */
export function ChoiceField({ value, options, onChange, placeholder, empty, ...field }: ChoiceFieldProps) {
  const chosen = options.find((option) => option.value === value);
  return (
    <Field {...field}>
      <Select selectedOption={chosen ?? null} options={[...options]} expandToViewport
        {...(placeholder ? { placeholder } : {})} {...(empty ? { empty } : {})}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')} />
    </Field>
  );
}

function Field({ label, member, errorOf, description, isOptional, children }: FieldProps & { children: ReactNode }) {
  const error = errorOf(member);
  return (
    <FormField label={isOptional ? <span>{label} <i>– optional</i></span> : label} description={description}
      {...(error ? { errorText: error } : {})}>{children}</FormField>
  );
}
