namespace Cavra.Console.Tests;

/// <summary>Puts the same text in place of what is random in every run, so that a picture differs only where the page does.</summary>
internal static class FixedTexts
{
    public const string Script =
        """
        () => {
          const seen = new Map();
          const fixed = (text) => {
            if (!seen.has(text)) {
              seen.set(text, (0xa1b2c3 + seen.size * 0x0d1e2f).toString(16).slice(-6));
            }
            return seen.get(text);
          };
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const text = node.nodeValue;
            const next = text
              .replace(/(?<=\b[a-z]+-)[0-9a-f]{26}([0-9a-f]{6})\b/g, (whole, end) => '01a2225106687a809eb56738cd' + fixed(end))
              .replace(/(?<=…)[0-9a-f]{6}\b/g, fixed)
              .replace(/(?<=worker-)[0-9a-f]{12}\b/g, '0a1b2c3d4e5f')
              .replace(/cavra\/[0-9a-f-]{8,}(?=\/)/g, 'cavra/instance')
              .replace(/\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{44}/g, '+0a1b2c3d+AVNhbXBsZUtleVNhbXBsZUtleVNhbXBsZUtleVNhbXBs')
              .replace(/…[A-Za-z0-9+/=]{6}(?=\s|$)/g, (tail) => /^…[0-9a-f]{6}$/.test(tail) ? tail : '…bXBsZQ=');
            if (next !== text) {
              node.nodeValue = next;
            }
          }
        }
        """;
}
