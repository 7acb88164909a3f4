namespace Watchtower.SystemTests.Faults;

/// <summary>What goes wrong at one call of the engine.</summary>
public enum Fault
{
    Error500,
    Error404,
    Error409,

    /// <summary>The connection breaks before the call reaches the engine.</summary>
    Dropped,

    /// <summary>The engine does it, and the connection breaks before the answer arrives.</summary>
    AnswerLost,

    /// <summary>The engine does it, and the answer does not come before the program has given up.</summary>
    AnswerLate,

    /// <summary>The program gets kill -9 before the call reaches the engine.</summary>
    KilledBefore,

    /// <summary>The program gets kill -9 when the engine is done, before it hears of it.</summary>
    KilledAfter,
}
