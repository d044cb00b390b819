"""Holds formulas as authors of engineering blogs write them."""

INLINE = (
    r"a_i * b_i", r"x^{(t+1)}", r"\hat{y}_i", r"O(n \log n)", r"\alpha, \beta \in \mathbb{R}^d",
    r"\|x\|_2", r"p(y \mid x)", r"\theta_{t+1} = \theta_t - \eta \nabla L", r"2^{32}-1",
    r"x_1, x_2",
    r"\mathcal{N}(0, I)", r"k \ll n", r"f: X \to Y", r"\frac{1}{2}", r"\sqrt{2 \pi}", r"i^*",
    r"a < b", r"b > c", r"\{1, \dots, n\}", r"\lfloor x \rfloor", r"W_{ij}^{*}",
    r"\mathrm{KL}(p, q)",
    r"\sigma(z)", r"5 \times 10^{-3}", r"\text{softmax}(QK^T)", r"\pm 0.3\%", r"\#S", r"y'",
    r"_nC_k", r"\vec{v} \cdot \vec{w}", r"\operatorname{argmax}_c f_c", r"A^\top A",
)  # fmt: skip
DISPLAY = (
    r"L(\theta) = -\frac{1}{N} \sum_{i=1}^N y_i \log \hat{y}_i",
    r"\begin{aligned} a &= b + c \\ &= d * e * f \end{aligned}",
    r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} \begin{bmatrix} x_1 \\ x_2 \end{bmatrix}",
    r"f(x) = \begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}",
    r"\int_{-\infty}^{\infty} e^{-x^2} \, dx = \sqrt{\pi}",
    r"\text{Attention}(Q, K, V) = \text{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right) V",
    r"\prod_{t=1}^{T} p(x_t \mid x_{<t})",
    r"\mathbb{E}_{x \sim p}[f(x)] \approx \frac{1}{n} \sum_{i} f(x_i)",
    r"\underbrace{a + b}_{\text{both}} = \overbrace{c}^{\text{one}}",
    r"\nabla_\theta J = \mathbb{E}\left[\sum_t \nabla_\theta \log \pi_\theta(a_t|s_t) G_t\right]",
    r"H(p) = -\sum_{x} p(x) \log_2 p(x)",
    r"\hat{\beta} = (X^\top X)^{-1} X^\top y",
    r"\lim_{n \to \infty} \left(1 + \frac{1}{n}\right)^n = e",
    r"D_{\mathrm{KL}}(P \,\|\, Q) = \sum_i P_i \ln \frac{P_i}{Q_i}",
    r"\dot{x} = A x + B u, \quad y = C x",
    r"P(A|B) = \frac{P(B|A) P(A)}{P(B)}",
)
