namespace Watchtower.SystemTests.Options.Cases;

internal static class VolumeCases
{
    private const string Family = "Volumes and mounts";

    public static IEnumerable<OptionCase> All =>
    [
        new(Family, "--volume {folder}:/bound"),
        new(Family, "--volume {folder}:/bound:ro"),
        new(Family, "--volume {folder}:/bound:rw,rshared") { About = "with propagation" },
        new(Family, "--volume {folder}:/bound:z"),
        new(Family, "--volume {folder}/file:/file:ro") { About = "a single file" },
        new(Family, "--volume {volume}:/named"),
        new(Family, "--volume {volume}:/named:ro"),
        new(Family, "--volume {volume}:/named:nocopy"),
        new(Family, "--volume {volume}:/image") { About = "in the place of the image's" },
        new(Family, "--volume {folder}:/image") { About = "in the place of the image's" },
        new(Family, "--volume /unnamed") { About = "anonymous" },
        new(Family, "--volume /unnamed --volume /unnamed/below"),
        new(Family, "--volume /fresh") { About = "anonymous, where the new image declares one" },
        new(Family, "--volume {folder}:/bound --volume {volume}:/bound/below --volume /bound/below/deeper"),
        new(Family, "--volume {volume}:/named --volume-driver local"),
        new(Family, "--volume {volume}:/named") { About = "made beforehand with a driver's options", Memory = "/named", Before = ["volume create --driver local --opt type=tmpfs --opt device=tmpfs --opt o=size=1m {volume}"] },
        new(Family, "--volume {volume}:/named") { About = "made beforehand with labels", Before = ["volume create --label mine=1 {volume}"] },
        new(Family, "--mount type=bind,source={folder},target=/bound"),
        new(Family, "--mount type=bind,source={folder},target=/bound,readonly"),
        new(Family, "--mount type=bind,source={folder},target=/bound,bind-propagation=rslave"),
        new(Family, "--mount type=bind,source={folder},target=/bound,bind-nonrecursive=true"),
        new(Family, "--mount type=bind,source={folder},target=/bound,bind-recursive=disabled"),
        new(Family, "--mount type=bind,source={folder},target=/bound,readonly,bind-recursive=writable"),
        new(Family, "--mount type=bind,source={folder},target=/bound,consistency=cached"),
        new(Family, "--mount type=volume,source={volume},target=/named"),
        new(Family, "--mount type=volume,source={volume},target=/named,readonly"),
        new(Family, "--mount type=volume,source={volume},target=/named,volume-nocopy=true"),
        new(Family, "--mount type=volume,source={volume},target=/named,volume-label=mine=1"),
        new(Family, "--mount type=volume,source={volume},target=/named,volume-driver=local,volume-opt=type=tmpfs,volume-opt=device=tmpfs") { Memory = "/named" },
        new(Family, "--mount type=volume,source={volume},target=/named,volume-subpath=below")
        {
            Before = ["run --rm --volume {volume}:/v --entrypoint '' --user 0 {image} mkdir /v/below"],
        },
        new(Family, "--mount type=volume,target=/unnamed") { About = "anonymous" },
        new(Family, "--mount type=volume,target=/unnamed,volume-label=mine=1") { About = "anonymous" },
        new(Family, "--mount type=volume,target=/image") { About = "anonymous, in the place of the image's" },
        new(Family, "--mount type=tmpfs,target=/scratch"),
        new(Family, "--mount type=tmpfs,target=/scratch,tmpfs-size=1048576,tmpfs-mode=1770"),
        new(Family, "--mount type=tmpfs,target=/image") { About = "in the place of the image's" },
        new(Family, "--mount type=image,source={image},target=/other")
        {
            Loss = Loss.OnPodman("^it was not updated$", "podman does not take such a mount as it shows it, so the old container stays"),
        },
        new(Family, "--tmpfs /scratch"),
        new(Family, "--tmpfs /scratch:rw,noexec,nosuid,size=1m,mode=1777"),
        new(Family, "--tmpfs /image") { About = "in the place of the image's" },
        new(Family, "--tmpfs /run --read-only"),
    ];
}
