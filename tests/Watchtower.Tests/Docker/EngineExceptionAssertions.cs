using Watchtower.Ports;

namespace Watchtower.Tests.Docker;

internal static class EngineExceptionAssertions
{
    public static void ShouldBeOutOfReach(this EngineException failure)
    {
        failure.Failure.ShouldBe(EngineFailure.Unreachable);
        failure.Message.ShouldStartWith("can't ");
        failure.Message.ShouldContain(": ");
        failure.Message.ShouldNotContain("\n");
    }
}
