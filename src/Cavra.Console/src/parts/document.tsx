import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';

/** A document as it is kept, for reading and copying. Its text is shown as text, whatever it holds. */
export function Document({ value, label }: { value: unknown; label: string }) {
  const text = JSON.stringify(value, undefined, 2);
  return (
    <div className="document">
      <div className="document-copy">
        <CopyToClipboard variant="icon" textToCopy={text} copyButtonAriaLabel={`Copy ${label}`} copySuccessText="Copied" copyErrorText="The browser did not allow it" />
      </div>
      <pre tabIndex={0} aria-label={label}>{text}</pre>
    </div>
  );
}
