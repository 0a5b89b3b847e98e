namespace Cavra.Domain.Abstractions;

/// <summary>Lets a pipeline behavior refuse a request without knowing which type of result it returns.</summary>
public interface IRefusable<TSelf>
    where TSelf : IRefusable<TSelf>
{
    Refusal? Refusal { get; }

    static abstract TSelf Refused(Refusal refusal);
}

/// <summary>Lets a pipeline behavior see the answer of a request without knowing its type.</summary>
public interface IAnswered
{
    /// <summary>The answer; null when the request was refused.</summary>
    object? Answer { get; }
}

/// <summary>The outcome of an operation that returns nothing: done, or refused for a reason.</summary>
public sealed record Result : IRefusable<Result>
{
    private Result(Refusal? refusal) => Refusal = refusal;

    public static Result Done { get; } = new(refusal: null);

    public Refusal? Refusal { get; }

    public static Result Refused(Refusal refusal) => new(refusal);

    public static implicit operator Result(Refusal refusal) => new(refusal);
}

/// <summary>The outcome of an operation that returns a value: the value, or the reason there is none.</summary>
public sealed record Result<T> : IRefusable<Result<T>>, IAnswered
{
    private readonly T? _value;

    private Result(T? value, Refusal? refusal) => (_value, Refusal) = (value, refusal);

    public Refusal? Refusal { get; }

    /// <summary>The value; throws when the operation was refused.</summary>
    public T Value => Refusal is null ? _value! : throw new InvalidOperationException($"Refused: {Refusal.Code}.");

    object? IAnswered.Answer => Refusal is null ? _value : null;

    public static Result<T> Of(T value) => new(value, refusal: null);

    static Result<T> IRefusable<Result<T>>.Refused(Refusal refusal) => refusal;

    public static implicit operator Result<T>(T value) => new(value, refusal: null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}
