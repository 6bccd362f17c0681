# The numbers of the sample survey, computed by R's survey package from the same answers.
#
#   cargo run -- ingest surveys/diamond-impact
#   cargo xtask tables
#   Rscript docs/golden/sample-estimates.R > tests/golden/sample-estimates.tsv
#
# Nothing here reads a result of Carat: only the answers, as `cargo xtask tables` writes
# them, and the plan's definitions, said again in R.
suppressMessages(library(survey))
options(survey.lonely.psu = "fail", digits = 17)

read <- function(name) {
  read.csv(file.path("target/tables", name), na.strings = "", colClasses = "character",
           check.names = FALSE, encoding = "UTF-8")
}
num <- function(x) as.numeric(x)
# NA only where the answer to the whole question is not known.
any3 <- function(...) Reduce(`|`, list(...))

hh <- read("household.main.csv")
frame <- c(CMR = 25, CAF = 42, CIV = 17, COD = 30, GIN = 38, SLE = 21, ZWE = 20)
psus <- tapply(hh$cluster_id, hh$country, function(x) length(unique(x)))
hh$weight <- frame[hh$country] / psus[hh$country] * num(hh$hh_listed) / num(hh$hh_selected)

member <- read("household.member.csv")
top <- sub("/.*$", "", member$key_of_parent)
member <- cbind(member, hh[match(top, hh$key_of_row), c("country", "cluster_id", "weight")])

fcs <- with(hh, 2 * num(fcs_staple) + 3 * num(fcs_pulse) + 4 * num(fcs_protein) +
  4 * num(fcs_dairy) + num(fcs_veg) + num(fcs_fruit) + 0.5 * num(fcs_fat) + 0.5 * num(fcs_sugar))
rcsi <- with(hh, num(rcsi_quality) + 2 * num(rcsi_borrow) + num(rcsi_meals) +
  num(rcsi_portion) + 3 * num(rcsi_adult))
chosen <- function(column, code) {
  answer <- hh[[column]]
  ifelse(is.na(answer), NA, vapply(strsplit(answer, " "), function(x) code %in% x, NA))
}
count <- function(column) {
  answer <- hh[[column]]
  ifelse(is.na(answer), NA, lengths(strsplit(answer, " ")))
}

hh$LIV01 <- any3(hh$live1 == "mine_diam", hh$live1 == "mine_gold", hh$live1 == "mine_wage")
hh$LIV06 <- ifelse(num(hh$inc_month) > 0, 100 * num(hh$inc_mine) / num(hh$inc_month), NA)
hh$LIV07 <- num(hh$debt) > 0
hh$FS01 <- fcs <= 35
hh$FS02 <- fcs
hh$FS04 <- rcsi > 18
hh$WSH01 <- !any3(hh$water_dry == "well_unprot", hh$water_dry == "spring_unprot",
                  hh$water_dry == "surface", hh$water_dry == "other") & num(hh$water_min) <= 30
hh$WSH06 <- hh$water_mine == "yes"
hh$SEC05 <- hh$safe_night == "no"
hh$LND04 <- hh$consulted == "yes"
hh$LND01 <- hh$land_lost == "yes"
hh$ENV08 <- count("env_felt") >= 2 & !chosen("env_felt", "none")
hh$COM07 <- !chosen("csr_seen", "none")
hh$WSH07 <- num(hh$water_min)
member$CHL02 <- ifelse(num(member$m_age) >= 5 & num(member$m_age) <= 17,
                       member$m_mine == "yes", NA)
member$EDU01 <- ifelse(num(member$m_age) >= 6 & num(member$m_age) <= 14,
                       member$m_school == "no", NA)

households <- svydesign(ids = ~cluster_id, strata = ~country, weights = ~weight, data = hh)
members <- svydesign(ids = ~cluster_id, strata = ~country, weights = ~weight, data = member)

# Korn and Graubard's interval with the effective number of rows never above the number.
korn_graubard <- function(p, se, n, df) {
  effective <- min(n, p * (1 - p) / se^2 * (qt(0.975, n - 1) / qt(0.975, df))^2)
  c(qbeta(0.025, effective * p, effective * (1 - p) + 1),
    qbeta(0.975, effective * p + 1, effective * (1 - p)))
}

cat("indicator\tcategory\tdomain\testimate\tse\tlow\thigh\tdf\tn\n")
line <- function(id, category, domain, estimate, se, low, high, df, n) {
  numbers <- vapply(c(estimate, se, low, high), function(x) {
    if (is.na(x)) "" else sprintf("%.17g", x)
  }, "")
  cat(id, category, domain, numbers, if (is.na(df)) "" else df, n, sep = "\t")
  cat("\n")
}

in_domain <- function(data, domain) {
  inside <- rep(TRUE, nrow(data))
  for (name in names(domain)) inside <- inside & !is.na(data[[name]]) & data[[name]] == domain[[name]]
  inside
}
name_of <- function(domain) paste(names(domain), domain, sep = "=", collapse = "; ")

estimate <- function(design, id, variable, domain, category = "", proportion = TRUE) {
  design$variables$y <- num(variable)
  part <- design[in_domain(design$variables, domain), ]
  n <- sum(!is.na(part$variables$y))
  if (n == 0) return(invisible())
  df <- degf(part)
  mean <- svymean(~y, part, na.rm = TRUE)
  p <- as.numeric(coef(mean)); se <- as.numeric(SE(mean))
  if (proportion && (p == 0 || p == 1)) return(invisible())
  bounds <- if (proportion) korn_graubard(p, se, n, df) else p + c(-1, 1) * qt(0.975, df) * se
  line(id, category, name_of(domain), p, se, bounds[1], bounds[2], df, n)
}
median_of <- function(design, id, variable, domain) {
  design$variables$y <- num(variable)
  part <- design[in_domain(design$variables, domain) & !is.na(design$variables$y), ]
  df <- degf(part)
  q <- svyquantile(~y, part, 0.5, interval.type = "mean", qrule = "math", df = df)$y
  line(id, "", name_of(domain), q[1, "quantile"], q[1, "se"], q[1, "ci.2.5"], q[1, "ci.97.5"],
       df, nrow(part$variables))
}

countries <- lapply(names(frame), function(code) list(country = code))
all_and_countries <- c(list(list()), countries)
for (id in c("LIV01", "LIV07", "FS01", "FS04", "WSH01", "WSH06", "SEC05", "LND04", "LND01",
             "ENV08", "COM07")) {
  for (domain in all_and_countries) estimate(households, id, hh[[id]], domain)
}
for (id in c("LIV06", "FS02")) {
  for (domain in all_and_countries) estimate(households, id, hh[[id]], domain, proportion = FALSE)
}
for (domain in all_and_countries) median_of(households, "WSH07", hh$WSH07, domain)
for (code in sort(unique(na.omit(hh$impact_all)))) {
  for (domain in all_and_countries) {
    estimate(households, "COM05", ifelse(is.na(hh$impact_all), NA, hh$impact_all == code), domain, code)
  }
}
for (code in sort(unique(unlist(strsplit(na.omit(hh$env_felt), " "))))) {
  estimate(households, "ENV07", chosen("env_felt", code), list(), code)
}
sexes <- lapply(c("f", "m"), function(sex) list(m_sex = sex))
crossed <- unlist(lapply(names(frame), function(code) {
  lapply(c("f", "m"), function(sex) list(country = code, m_sex = sex))
}), recursive = FALSE)
for (id in c("CHL02", "EDU01")) {
  for (domain in c(all_and_countries, sexes, crossed)) estimate(members, id, member[[id]], domain)
}

# Purposive samples: plain shares and ratios of those visited, without intervals.
site <- read("site.main.csv")
village <- read("village.main.csv")
plain <- function(data, id, y, by, x = rep(1, nrow(data))) {
  domains <- c(list(list()), lapply(sort(unique(na.omit(data[[by]]))), function(value) setNames(list(value), by)))
  for (domain in domains) {
    inside <- in_domain(data, domain) & !is.na(y) & !is.na(x)
    if (sum(inside) > 0) {
      line(id, "", name_of(domain), sum(y[inside]) / sum(x[inside]), NA, NA, NA, NA, sum(inside))
    }
  }
}
plain(site, "SEC01", site$armed_any == "yes", "country")
plain(site, "GOV04", site$prod_logged == "yes", "country")
plain(site, "CHL03", num(site$child15_n) > 0, "country")
plain(site, "GEN01", num(site$women_n), "country", num(site$workers_n))
plain(site, "OHS05", 1000 * num(site$injured_n), "country", num(site$workers_n))
plain(village, "COM02", village$consult12 == "yes", "country")
plain(village, "VIL01", village$cracks == "yes", "country")
plain(village, "VIL02", village$griev == "yes", "country")
