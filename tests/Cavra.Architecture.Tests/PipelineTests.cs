using Cavra.Application.Messaging;
using Cavra.Application.Pipeline;
using MediatR;

namespace Cavra.Architecture.Tests;

public sealed class PipelineTests
{
    private static readonly string[] ForCommands =
        ["TimingBehavior`2", "ValidationBehavior`2", "RedactionBehavior`2", "EvidenceBehavior`2", "AuthorityBehavior`2"];

    private static readonly string[] ForQueries = ["TimingBehavior`2", "ValidationBehavior`2", "AuthorityBehavior`2"];

    private static readonly string[] ForQueriesWithText = ["TimingBehavior`2", "ValidationBehavior`2", "RedactionBehavior`2", "AuthorityBehavior`2"];

    private static IEnumerable<TestCaseData> Requests() =>
        House.Requests.Select(request => new TestCaseData(request).SetArgDisplayNames(request.Name));

    [TestCaseSource(nameof(Requests))]
    public void Every_request_passes_its_behaviors_in_order(Type request)
    {
        var applying = Pipeline.Order.Where(behavior => Applies(behavior, request)).Select(behavior => behavior.Name);

        Assert.That(applying, Is.EqualTo(typeof(ICommandBase).IsAssignableFrom(request) ? ForCommands
            : typeof(IRedacted).IsAssignableFrom(request) ? ForQueriesWithText : ForQueries));
    }

    [TestCaseSource(nameof(Requests))]
    public void Every_request_is_sealed_and_has_exactly_one_handler(Type request)
    {
        Assert.Multiple(() =>
        {
            Assert.That(request.IsSealed);
            Assert.That(House.HandlersOf(request).Count(), Is.EqualTo(1));
        });
    }

    [TestCaseSource(nameof(Requests))]
    public void A_handler_takes_at_most_eight_things_and_sends_nothing(Type request)
    {
        var parameters = House.HandlersOf(request).Single().GetConstructors().Single().GetParameters();

        Assert.Multiple(() =>
        {
            Assert.That(parameters, Has.Length.LessThanOrEqualTo(8));
            Assert.That(
                parameters.Select(parameter => parameter.ParameterType),
                Has.None.EqualTo(typeof(IDispatcher)).And.None.EqualTo(typeof(IMediator)));
        });
    }

    [Test]
    public void Every_request_is_sent_by_an_endpoint_or_a_worker()
    {
        var made = new[] { House.Application, House.Infrastructure, House.Api, House.Cli }.SelectMany(Made).ToHashSet();

        var orphans = House.Requests.Select(request => request.FullName).Where(name => !made.Contains(name!));

        Assert.That(orphans, Is.Empty);
    }

    private static IEnumerable<string> Made(System.Reflection.Assembly assembly)
    {
        using var definition = House.Read(assembly);
        return
        [
            .. definition.MainModule.GetTypes()
                .SelectMany(type => type.Methods.Where(method => method.HasBody).Select(method => (type, method)))
                .SelectMany(pair => pair.method.Body.Instructions
                    .Where(instruction => instruction.OpCode.Code is Mono.Cecil.Cil.Code.Newobj)
                    .Select(instruction => ((Mono.Cecil.MethodReference)instruction.Operand).DeclaringType.FullName)
                    .Where(made => made != pair.type.FullName)),
        ];
    }

    private static bool Applies(Type behavior, Type request)
    {
        var response = typeof(Cavra.Domain.Abstractions.Result<>).MakeGenericType(House.AnswerOf(request));
        try
        {
            behavior.MakeGenericType(request, response);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
