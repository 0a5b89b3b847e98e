using System.Collections;
using Cavra.Application.Ports;
using Cavra.Domain.Evidence;

namespace Cavra.Application.Evidence;

/// <summary>
/// Visits everything in a request that came from outside as text: makes each <see cref="FreeText"/> public-safe in place, and
/// finds each <see cref="Name"/>, also as the key of a dictionary, that is not.
/// </summary>
public static class FreeTextVisitor
{
    public static RedactionOutcome Redact(object request, IRedactor redactor)
    {
        var walk = new Walk(redactor);
        walk.Visit(request, "");
        return new RedactionOutcome(walk.Manifest, walk.UnsafeNames);
    }

    private sealed class Walk(IRedactor redactor)
    {
        public List<RedactionMark> Manifest { get; } = [];

        public List<string> UnsafeNames { get; } = [];

        public void Visit(object? value, string pointer)
        {
            switch (value)
            {
                case null or string:
                    break;
                case FreeText text:
                    var hits = text.Redact(redactor.Redact);
                    Manifest.AddRange(hits.Select(hit => new RedactionMark(pointer, hit.Rule, hit.Count)));
                    break;
                case Name name:
                    Check(name.Value, pointer);
                    break;
                case IDictionary entries:
                    VisitEntries(entries, pointer);
                    break;
                case IEnumerable items:
                    VisitItems(items, pointer);
                    break;
                default:
                    VisitMembers(value, pointer);
                    break;
            }
        }

        private void VisitMembers(object value, string pointer)
        {
            foreach (var member in TextMembers.Of(value.GetType()))
            {
                Visit(member.Read(value), $"{pointer}/{member.WireName}");
            }
        }

        private void VisitItems(IEnumerable items, string pointer)
        {
            var index = 0;
            foreach (var item in items)
            {
                Visit(item, $"{pointer}/{index++}");
            }
        }

        // A key is named in pointers as the redactor leaves it: the manifest must not keep what it reports.
        private void VisitEntries(IDictionary entries, string pointer)
        {
            foreach (DictionaryEntry entry in entries)
            {
                var key = redactor.Redact(entry.Key.ToString()!);
                var at = $"{pointer}/{JsonPointer.Escape(key.Text)}";
                if (key.Hits.Count > 0)
                {
                    UnsafeNames.Add(at);
                }

                Visit(entry.Value, at);
            }
        }

        private void Check(string name, string pointer)
        {
            if (redactor.Redact(name).Hits.Count > 0)
            {
                UnsafeNames.Add(pointer);
            }
        }
    }
}

/// <summary>What the redaction of a request came to.</summary>
/// <param name="Manifest">What was removed from which member; empty for a clean request.</param>
/// <param name="UnsafeNames">JSON pointers of names the redactor would have to change: the request must be refused.</param>
public sealed record RedactionOutcome(IReadOnlyList<RedactionMark> Manifest, IReadOnlyList<string> UnsafeNames);
