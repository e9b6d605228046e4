/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/cpufreq/cpufreq-dt-platdev.c: may the CPUs change their pace as the tree says? */
#include "linux/include/of_address.h"
#include "linux/include/platform_device.h"

enum { ALWAYS, BY_TABLE, NEVER, NO_TABLE };

static const struct sentence says[] = {
	[ALWAYS] = { STEP_DECIDE, LEVEL_CALL, 1, "n",
	             N_("The kernel knows the board {0}: its CPUs are paced by the tree.") },
	[BY_TABLE] = { STEP_DECIDE, LEVEL_CALL, 2, "",
	               N_("The first CPU has a table of operating points in the tree.") },
	[NEVER] = { STEP_DECIDE, LEVEL_CALL, 2, "n",
	            N_("The first CPU has a table of operating points, but {0} has a driver of its "
	               "own for them.") },
	[NO_TABLE] = { STEP_DECIDE, LEVEL_CALL, 2, "",
	               N_("The first CPU has no table of operating points: nothing to do.") },
};

/* Boards for which the device is made in any case, and those for which it never is by a table. */
static const char *const allowlist[] = {
	"allwinner,sun4i-a10",
	"allwinner,sun5i-a10s",
	"allwinner,sun5i-a13",
	"allwinner,sun5i-r8",
	"allwinner,sun6i-a31",
	"allwinner,sun6i-a31s",
	"allwinner,sun7i-a20",
	"allwinner,sun8i-a23",
	"allwinner,sun8i-a83t",
	"allwinner,sun8i-h3",
	"apm,xgene-shadowcat",
	"arm,integrator-ap",
	"arm,integrator-cp",
	"fsl,imx27",
	"fsl,imx51",
	"fsl,imx53",
	"hisilicon,hi3660",
	"marvell,berlin",
	"marvell,pxa250",
	"marvell,pxa270",
	"renesas,emev2",
	"renesas,r7s72100",
	"renesas,r8a73a4",
	"renesas,r8a7740",
	"renesas,r8a7742",
	"renesas,r8a7743",
	"renesas,r8a7744",
	"renesas,r8a7745",
	"renesas,r8a7778",
	"renesas,r8a7779",
	"renesas,r8a7790",
	"renesas,r8a7791",
	"renesas,r8a7792",
	"renesas,r8a7793",
	"renesas,r8a7794",
	"renesas,sh73a0",
	"rockchip,rk2928",
	"rockchip,rk3036",
	"rockchip,rk3066a",
	"rockchip,rk3066b",
	"rockchip,rk3188",
	"rockchip,rk3228",
	"rockchip,rk3288",
	"rockchip,rk3328",
	"rockchip,rk3366",
	"rockchip,rk3368",
	"rockchip,rk3399",
	"samsung,exynos3250",
	"samsung,exynos4210",
	"samsung,exynos5250",
	"samsung,exynos5800",
	"st-ericsson,u8500",
	"st-ericsson,u8540",
	"st-ericsson,u9500",
	"st-ericsson,u9540",
	"ti,omap2",
	"ti,omap4",
	"ti,omap5",
	"xlnx,zynq-7000",
	"xlnx,zynqmp",
	NULL,
};

static const char *const blocklist[] = {
	"allwinner,sun50i-h6",
	"arm,vexpress",
	"calxeda,ecx-2000",
	"calxeda,highbank",
	"fsl,imx7d",
	"fsl,imx7s",
	"fsl,imx7ulp",
	"fsl,imx8mm",
	"fsl,imx8mn",
	"fsl,imx8mp",
	"fsl,imx8mq",
	"marvell,armadaxp",
	"mediatek,mt2701",
	"mediatek,mt2712",
	"mediatek,mt7622",
	"mediatek,mt7623",
	"mediatek,mt8167",
	"mediatek,mt8173",
	"mediatek,mt8176",
	"mediatek,mt817x",
	"mediatek,mt8183",
	"mediatek,mt8186",
	"mediatek,mt8365",
	"mediatek,mt8516",
	"nvidia,tegra124",
	"nvidia,tegra20",
	"nvidia,tegra210",
	"nvidia,tegra234",
	"nvidia,tegra30",
	"qcom,apq8064",
	"qcom,apq8096",
	"qcom,ipq8064",
	"qcom,msm8960",
	"qcom,msm8974",
	"qcom,msm8996",
	"qcom,qcs404",
	"qcom,sa8155p",
	"qcom,sa8540p",
	"qcom,sc7180",
	"qcom,sc7280",
	"qcom,sc8180x",
	"qcom,sc8280xp",
	"qcom,sdm845",
	"qcom,sm6115",
	"qcom,sm6350",
	"qcom,sm6375",
	"qcom,sm8150",
	"qcom,sm8250",
	"qcom,sm8350",
	"st,stih407",
	"st,stih410",
	"st,stih418",
	"ti,am33xx",
	"ti,am43",
	"ti,dra7",
	"ti,omap3",
	NULL,
};

static const struct outline outline = {
	"cpufreq_dt_platdev_init",
	"drivers/cpufreq/cpufreq-dt-platdev.c",
	"",
	'v',
	N_("Makes the device that stands for pacing the CPUs, where the tree tells how."),
	NULL,
	{ N_("a board that is known to need it: make it"),
	  N_("else only if the first CPU has operating-points-v2 and the board has no driver of its "
	     "own"),
	  N_("add the device cpufreq-dt") }
};

/* The one of BOARDS that the root is compatible with; NULL for none. */
static const char *board_of(const struct kernel *k, const char *const *boards)
{
	while (*boards && !of_flat_dt_is_compatible(k, 0, *boards))
		boards++;
	return *boards;
}

/* of_cpu_device_node_get(0) is the node of the CPU that booted: the first in the tree. */
static bool cpu0_has_table(const struct kernel *k)
{
	int cpus = nodes_by_path(k->machine->nodes, "/cpus"), cpu;

	of_for_each_child(
		k, cpu,
		cpus) if (of_flat_dt_string_is(k, cpu, "device_type",
	                                       "cpu")) return of_flat_dt_has(k, cpu,
	                                                                     "operating-points-v2");
	return false;
}

static bool wanted(struct kernel *k)
{
	const char *always = board_of(k, allowlist), *never = board_of(k, blocklist);

	if (always) {
		TELL(k, &says[ALWAYS], NAME(k, always));
		return true;
	}
	if (!cpu0_has_table(k)) {
		TELL(k, &says[NO_TABLE]);
		return false;
	}
	if (never) {
		TELL(k, &says[NEVER], NAME(k, never));
		return false;
	}
	TELL(k, &says[BY_TABLE]);
	return true;
}

void cpufreq_dt_platdev_init(struct kernel *k)
{
	int err;

	ENTER(k, &outline);
	if (wanted(k))
		platform_device_register_data(k, NULL, "cpufreq-dt", PLATFORM_DEVID_NONE, &err);
	leave(k);
}
