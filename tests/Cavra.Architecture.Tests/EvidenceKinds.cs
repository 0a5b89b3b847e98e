using Cavra.Domain.Evidence;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Cavra.Architecture.Tests;

/// <summary>What each kind of evidence says, read off the code that says it.</summary>
/// <param name="Document">The type that is evidence.</param>
/// <param name="Kind">Its <c>metadata_kind</c>.</param>
/// <param name="Fields">The wire names of its summary, in order.</param>
internal sealed record EvidenceKind(string Document, string Kind, IReadOnlyList<string> Fields)
{
    public static IReadOnlyList<EvidenceKind> All { get; } = [.. Read(House.Domain).Concat(Read(House.Application)).OrderBy(kind => kind.Kind, StringComparer.Ordinal)];

    private static List<EvidenceKind> Read(System.Reflection.Assembly assembly)
    {
        using var definition = House.Read(assembly);
        return
        [
            .. definition.MainModule.GetTypes()
                .Where(type => type.Interfaces.Any(i => i.InterfaceType.FullName == typeof(IEvidenced).FullName))
                .Select(type => Of(type, type.Methods.Single(method => method.Name is "get_Evidence"))),
        ];
    }

    private static EvidenceKind Of(TypeDefinition type, MethodDefinition getter)
    {
        var texts = Texts(getter).ToList();
        var fields = texts.Where(pair => pair.IsKey).Select(pair => pair.Text).Distinct().ToList();
        return new EvidenceKind(type.Name, texts.First(pair => !pair.IsKey).Text, fields);
    }

    // A summary is a dictionary initialiser: the key is loaded, its value is made, the item is set. Getters that leave it to
    // a function of the same assembly are followed there.
    private static IEnumerable<(string Text, bool IsKey)> Texts(MethodDefinition method)
    {
        var pending = new Stack<string>();
        foreach (var instruction in method.Body.Instructions)
        {
            if (instruction is { OpCode.Code: Code.Ldstr, Operand: string text })
            {
                pending.Push(text);
            }
            else if (instruction.Operand is MethodReference { Name: "set_Item" or "Add" } && pending.Count > 0)
            {
                var key = pending.First(candidate => candidate.All(c => char.IsAsciiLetterLower(c) || c is '_'));
                while (pending.TryPop(out var popped) && popped != key)
                {
                }

                yield return (key, true);
            }
            else if (instruction is { OpCode.Code: Code.Newobj, Operand: MethodReference { DeclaringType.Name: "Dictionary`2" } })
            {
                foreach (var before in pending.Reverse())
                {
                    yield return (before, false);
                }

                pending.Clear();
            }
            else if (instruction.Operand is MethodReference call && call.ReturnType.Name is nameof(EvidenceFacts)
                && call.Resolve() is { HasBody: true } followed && followed.Module == method.Module && followed.Name is not ".ctor")
            {
                foreach (var pair in Texts(followed))
                {
                    yield return pair;
                }
            }
        }
    }
}
